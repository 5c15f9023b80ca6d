import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readSettings } from "@/components/app/settings";
import { fontClass } from "./fonts";
import "./globals.css";

// A page made at build time has no nonce, and its scripts would be refused.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Tend", template: "%s · Tend" },
  description: "A calm place for what you have to do.",
  applicationName: "Tend",
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#14110e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme } = readSettings(await cookies());
  return (
    <html lang="en" className={`${fontClass} ${theme === "system" ? "" : theme}`}>
      <body className="font-sans text-title">{children}</body>
    </html>
  );
}
