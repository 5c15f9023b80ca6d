"use client";

import { AuthCard } from "./auth-card";
import { Field } from "./field";
import { withNext } from "./next-path";
import { PasswordField } from "./password-field";
import { useSignIn } from "./use-sign-in";

/** Signs someone in and goes to `next`. */
export function SignInForm({ next }: { next: string }) {
  // A whole page, so that nothing is left of who was here before.
  const state = useSignIn(() => location.assign(next));
  return (
    <AuthCard
      title="Sign in"
      action="Sign in"
      busyAction="Signing in…"
      state={state}
      footer={
        <>
          New here?{" "}
          <a href={withNext("/sign-up", next)} className="link">
            Make an account
          </a>
        </>
      }
    >
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        error={state.errors.email}
      />
      <PasswordField autoComplete="current-password" error={state.errors.password} />
    </AuthCard>
  );
}
