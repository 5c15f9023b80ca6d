import type { Metadata } from "next";

export const metadata: Metadata = { title: "Completed" };

export default function CompletedPage() {
  return null;
}
