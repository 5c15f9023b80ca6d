import type { MetadataRoute } from "next";
import { homePath } from "@/components/app/views";

const icons = [
  { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
  { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
  { src: "/icons/maskable-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
  { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
] as const;

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Tend",
    short_name: "Tend",
    description: "A calm place for what you have to do.",
    start_url: homePath,
    scope: "/",
    display: "standalone",
    theme_color: "#fcfaf8",
    background_color: "#fcfaf8",
    categories: ["productivity"],
    icons: [...icons],
    shortcuts: [
      { name: "Add task", url: `${homePath}?add=1` },
      { name: "Today", url: homePath },
      { name: "Inbox", url: "/inbox" },
    ],
  };
}
