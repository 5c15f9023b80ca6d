import type { Metadata } from "next";

export const metadata: Metadata = { title: "Trash" };

export default function TrashPage() {
  return null;
}
