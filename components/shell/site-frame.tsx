import type { ReactNode } from "react";
import { Footer } from "@/components/site/footer";
import { buttonClass } from "@/components/ui/button";
import { PageFrame } from "./page-frame";

/** The frame of pages that anyone may read. `isSignedIn`: a session cookie is there, whether or not it is still good. */
export function SiteFrame({ isSignedIn, children }: { isSignedIn: boolean; children: ReactNode }) {
  const actions = (
    <nav aria-label="Site" className="flex items-center gap-1 sm:gap-2">
      <a href="/docs" className={buttonClass("quiet")}>
        <span>
          API<span className="max-sm:sr-only"> reference</span>
        </span>
      </a>
      <a href={isSignedIn ? "/today" : "/sign-in"} className={buttonClass("secondary")}>
        {isSignedIn ? "Open Tend" : "Sign in"}
      </a>
    </nav>
  );
  return (
    <PageFrame actions={actions} footer={<Footer />}>
      {children}
    </PageFrame>
  );
}
