"use client";

import { useUser } from "@/components/app/user";
import { homePath } from "@/components/app/views";
import { Field } from "@/components/auth/field";
import { PasswordField } from "@/components/auth/password-field";
import { useSignIn } from "@/components/auth/use-sign-in";
import { Button } from "@/components/ui/button";
import { useSnapshot, useStore } from "@/lib/store/use-store";
import { countChanges } from "./count-changes";
import { Modal } from "./modal";

/** Signs in over the page. The same person goes on where they were; another one gets a page, and a copy, of their own. */
export default function SessionDialog({ onClose }: { onClose(): void }) {
  const { email } = useUser();
  const store = useStore();
  const unsent = useSnapshot(({ unsent }) => unsent);
  const state = useSignIn((signedIn) => {
    if (signedIn.toLowerCase() !== email.toLowerCase()) return location.assign(homePath);
    store.resume();
    onClose();
  });
  const { isSending, secondsLeft } = state;
  return (
    <Modal title="Sign in again" focus="[name=password]" onClose={onClose}>
      <p className="mt-1 text-small text-ink-2">
        Your session has ended.{" "}
        {unsent > 0
          ? `${countChanges(unsent, "waits", "wait")} on this device.`
          : "What you change meanwhile waits on this device."}
      </p>
      <form {...state.form} aria-busy={isSending} className="mt-4 space-y-4">
        <div role="alert">{state.summary && <p className="text-small text-high">{state.summary}</p>}</div>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          defaultValue={email}
          error={state.errors.email}
        />
        <PasswordField autoComplete="current-password" error={state.errors.password} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button
            type="submit"
            look="primary"
            aria-busy={isSending}
            aria-disabled={isSending || secondsLeft > 0}
            className="tabular-nums aria-disabled:opacity-80"
          >
            {isSending ? "Signing in…" : secondsLeft > 0 ? `Try again in ${secondsLeft} s` : "Sign in"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
