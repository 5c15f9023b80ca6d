import type { Metadata } from "next";
import { OfflineApp } from "@/components/app/offline-app";

export const metadata: Metadata = { robots: { index: false } };

/** What the service worker opens the app with when there is no network. It knows nobody and asks no database. */
export default function ShellPage() {
  return <OfflineApp />;
}
