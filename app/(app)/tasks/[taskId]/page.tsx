import type { Metadata } from "next";

export const metadata: Metadata = { title: "Task" };

export default function TaskPage() {
  return null;
}
