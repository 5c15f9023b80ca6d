import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { toNextPath } from "@/components/auth/next-path";
import { SignInForm } from "@/components/auth/sign-in-form";
import { hasSessionCookie } from "@/components/shell/session-cookie";
import { getSessionUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const next = toNextPath((await searchParams).next);
  // Only a session that is verified leads away: a cookie that has expired would come back for ever.
  if (hasSessionCookie(await cookies()) && (await getSessionUser(await headers()))) redirect(next);
  return <SignInForm next={next} />;
}
