"use client";

import { GeistSans } from "geist/font/sans";
import { ErrorPage } from "@/components/shell/error-page";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="font-sans text-title">
        <title>This page can't be shown · Tend</title>
        <ErrorPage onRetry={retry} />
      </body>
    </html>
  );
}
