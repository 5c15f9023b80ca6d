import { writeNumber } from "@/lib/tasks/formats";

/** “1 change waits”, “3 changes wait”. */
export const countChanges = (count: number, one: string, many: string): string =>
  count === 1 ? `1 change ${one}` : `${writeNumber(count)} changes ${many}`;
