import { cookies } from "next/headers";
import { hasSessionCookie } from "@/components/shell/session-cookie";
import { SiteFrame } from "@/components/shell/site-frame";
import { buttonClass } from "@/components/ui/button";

export default async function LandingPage() {
  const isSignedIn = hasSessionCookie(await cookies());
  return (
    <SiteFrame isSignedIn={isSignedIn}>
      <div className="mx-auto max-w-5xl px-4 pt-[12vh] pb-24 sm:px-6">
        <h1 className="max-w-2xl text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
          A calm place for what you have to do
        </h1>
        <p className="mt-5 max-w-xl text-base text-ink-2 sm:text-lg">
          Tend keeps your tasks in one quiet list: write one down, give it a day, tick it off. What you can do here,
          your programs can do over its REST API.
        </p>
        <div className="mt-8 flex flex-wrap gap-2">
          {isSignedIn ? (
            <a href="/today" className={buttonClass("primary")}>
              Open Tend
            </a>
          ) : (
            <a href="/sign-up" className={buttonClass("primary")}>
              Sign up
            </a>
          )}
          {!isSignedIn && (
            <a href="/sign-in" className={buttonClass("secondary")}>
              Sign in
            </a>
          )}
          <a href="/docs" className={buttonClass("quiet")}>
            Read the API reference
          </a>
        </div>
      </div>
    </SiteFrame>
  );
}
