import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { withNext } from "@/components/auth/next-path";
import { UserFrame } from "@/components/shell/user-frame";
import { TaskApp } from "@/components/tasks/task-app";
import { listTasks } from "@/db/task-list";
import { getSessionUser } from "@/lib/auth/session";
import { listLimitDefault } from "@/lib/contract/limits";
import { dateIn, toReader } from "@/lib/tasks/dates";
import { readFilter, toListQuery, writeFilter } from "@/lib/tasks/filter";

export const metadata: Metadata = { title: "Tasks" };

type Parameters = Record<string, string | string[] | undefined>;

export default async function TasksPage({ searchParams }: { searchParams: Promise<Parameters> }) {
  const parameters = await searchParams;
  const filter = readFilter({ get: (name) => [parameters[name]].flat()[0] ?? null });
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()]);
  const user = await getSessionUser(requestHeaders);
  if (!user) redirect(withNext("/sign-in", writeFilter(filter)));
  const { tasks, hasMore } = await listTasks(user.id, { ...toListQuery(filter), limit: listLimitDefault });
  const reader = toReader(
    requestCookies.get("tz")?.value,
    requestCookies.get("locale")?.value,
    requestHeaders.get("accept-language"),
  );
  return (
    <UserFrame name={user.name}>
      <TaskApp
        userId={user.id}
        filter={filter}
        tasks={tasks}
        hasMore={hasMore}
        reader={reader}
        today={dateIn(reader.zone, new Date())}
      />
    </UserFrame>
  );
}
