"use client";

import { signIn } from "@/lib/auth/client";
import { AuthCard } from "./auth-card";
import { Field } from "./field";
import { isEmail } from "./is-email";
import { withNext } from "./next-path";
import { PasswordField } from "./password-field";
import { type FieldErrors, useAuthForm } from "./use-auth-form";

const wrong = "E-mail or password is wrong";

/** Signs someone in and goes to `next`. */
export function SignInForm({ next }: { next: string }) {
  const state = useAuthForm({
    next,
    send: ({ email, password }) => signIn({ email, password }),
    check: ({ email, password }) => {
      const errors: FieldErrors = {};
      if (!isEmail(email)) errors.email = "Enter your e-mail address";
      if (!password) errors.password = "Enter your password";
      return errors;
    },
    // Said of the password alone, and the same whether or not there is such an account.
    explain: () => ({ summary: "", errors: { password: wrong } }),
  });
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
