import type { Metadata } from "next";

export const metadata: Metadata = { title: "Upcoming" };

export default function UpcomingPage() {
  return null;
}
