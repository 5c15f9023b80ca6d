import {
  CalendarDays,
  CircleCheck,
  Inbox,
  LayoutList,
  ListTodo,
  type LucideIcon,
  Search,
  Settings,
  Sun,
  Trash2,
} from "lucide-react";
import type { ViewName } from "@/components/app/views";

/** What each view is called, and its picture. */
export const viewLinks: Record<ViewName, { label: string; icon: LucideIcon }> = {
  inbox: { label: "Inbox", icon: Inbox },
  today: { label: "Today", icon: Sun },
  upcoming: { label: "Upcoming", icon: CalendarDays },
  completed: { label: "Completed", icon: CircleCheck },
  trash: { label: "Trash", icon: Trash2 },
  search: { label: "Search", icon: Search },
  browse: { label: "Browse", icon: LayoutList },
  settings: { label: "Settings", icon: Settings },
  tasks: { label: "Task", icon: ListTodo },
};

/** The views whose number says what is still to do. */
export const isCounted = (view: ViewName): view is "inbox" | "today" | "upcoming" =>
  view === "inbox" || view === "today" || view === "upcoming";
