import type { Metadata } from "next";

export const metadata: Metadata = { title: "Browse" };

export default function BrowsePage() {
  return null;
}
