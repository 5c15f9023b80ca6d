"use client";

import { lazyPart } from "@/components/app/lazy-part";
import { DetailsSkeleton } from "./details-skeleton";

/** A task in full, which is a chunk of its own; until it is here, its shape. */
export const TaskDetails = lazyPart(() => import("./task-details").then((part) => part.TaskDetails), DetailsSkeleton);
