"use client";

import { ErrorPage } from "@/components/shell/error-page";
import { fontClass } from "./fonts";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={fontClass}>
      <body className="font-sans text-title">
        <title>This page can't be shown · Tend</title>
        <ErrorPage onRetry={retry} />
      </body>
    </html>
  );
}
