"use client";

import { ErrorPage } from "@/components/shell/error-page";

export default function AppError({ retry }: { retry: () => void }) {
  return <ErrorPage onRetry={retry} />;
}
