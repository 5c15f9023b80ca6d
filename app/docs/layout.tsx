import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { hasSessionCookie } from "@/components/shell/session-cookie";
import { SiteFrame } from "@/components/shell/site-frame";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <SiteFrame isSignedIn={hasSessionCookie(await cookies())}>
      <article className="mx-auto w-full max-w-measure px-4 pt-6 pb-24 sm:px-6">{children}</article>
    </SiteFrame>
  );
}
