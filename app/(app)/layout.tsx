import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { App } from "@/components/app/app";
import { pathHeader } from "@/components/app/path-header";
import { readSettings } from "@/components/app/settings";
import { homePath, readPlace } from "@/components/app/views";
import { withNext } from "@/components/auth/next-path";
import { readFirstPage } from "@/db/first-page";
import { getSessionUser } from "@/lib/auth/session";
import { dateIn, toReader } from "@/lib/tasks/dates";

export const metadata: Metadata = { robots: { index: false } };

/** The app is one component above its pages, which only say which addresses there are: changing the view makes none. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()]);
  const href = requestHeaders.get(pathHeader) ?? homePath;
  const user = await getSessionUser(requestHeaders);
  if (!user) redirect(withNext("/sign-in", href));
  const reader = toReader(
    requestCookies.get("tz")?.value,
    requestCookies.get("locale")?.value,
    requestHeaders.get("accept-language"),
  );
  const today = dateIn(reader.zone, new Date());
  const page = await readFirstPage(user.id, readPlace(href), { ...reader, today });
  return (
    <App user={user} href={href} reader={reader} today={today} settings={readSettings(requestCookies)} page={page}>
      {children}
    </App>
  );
}
