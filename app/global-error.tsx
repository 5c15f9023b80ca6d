"use client";

import { ErrorPage } from "@/components/shell/error-page";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans text-title">
        <title>Tend can't be reached</title>
        <ErrorPage onRetry={retry} />
      </body>
    </html>
  );
}
