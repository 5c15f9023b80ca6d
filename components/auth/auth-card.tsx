"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import type { useAuthForm } from "./use-auth-form";

type AuthCardProps = {
  title: string;
  action: string;
  busyAction: string;
  state: ReturnType<typeof useAuthForm>;
  footer: ReactNode;
  children: ReactNode;
};

/** A form that signs someone in or up. Until its code runs it sends nothing, and it never puts anything in an address. */
export function AuthCard({ title, action, busyAction, state, footer, children }: AuthCardProps) {
  const { summary, isSending, secondsLeft, form } = state;
  const isHydrated = useIsHydrated();
  const isWaiting = secondsLeft > 0;
  return (
    <div className="mx-auto w-full max-w-sm px-4 pt-[8vh] pb-16">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <form {...form} aria-busy={isSending} className="mt-6 space-y-4">
        <div role="alert" id="form-summary">
          {summary && (
            <p className="rounded-lg border border-high/40 bg-card px-3 py-2 text-small text-high">{summary}</p>
          )}
        </div>
        {children}
        <Button
          type="submit"
          look="primary"
          disabled={!isHydrated}
          aria-busy={isSending}
          aria-disabled={isSending || isWaiting}
          className="min-h-10 w-full tabular-nums aria-disabled:opacity-80"
        >
          {isSending ? busyAction : isWaiting ? `Try again in ${formatWait(secondsLeft)}` : action}
        </Button>
        <noscript>
          <p className="text-small text-ink-2">This form needs JavaScript.</p>
        </noscript>
      </form>
      <p className="mt-6 text-small text-ink-2">{footer}</p>
    </div>
  );
}

/** How long is left, in words that change as seldom as they may. */
function formatWait(seconds: number): string {
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
