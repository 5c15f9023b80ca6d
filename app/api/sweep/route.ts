import { sweep } from "@/db/sweep";
import { schedulerRoute } from "@/lib/api/scheduler";

// A minute is what Vercel gives a function of any plan.
const limitMs = 50_000;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = schedulerRoute("/api/sweep", () =>
  sweep(new Date(), limitMs),
);
