"use client";

import { signUp } from "@/lib/auth/client";
import { nameMaxLength, passwordMaxLength, passwordMinLength } from "@/lib/contract/limits";
import { AuthCard } from "./auth-card";
import { Field } from "./field";
import { isEmail } from "./is-email";
import { withNext } from "./next-path";
import { PasswordField } from "./password-field";
import { type FieldErrors, useAuthForm } from "./use-auth-form";

/** Makes an account, which signs its owner in, and goes to `next`. */
export function SignUpForm({ next }: { next: string }) {
  const signInHref = withNext("/sign-in", next);
  const state = useAuthForm({
    // A whole page, so that nothing is left of who was here before.
    onDone: () => location.assign(next),
    send: signUp,
    check: ({ name, email, password }) => {
      const errors: FieldErrors = {};
      if (!name) errors.name = "Enter your name";
      else if (Array.from(name).length > nameMaxLength) errors.name = `Use at most ${nameMaxLength} characters`;
      if (!isEmail(email)) errors.email = "Enter an e-mail address, such as amara@example.com";
      if (password.length < passwordMinLength) errors.password = `Use at least ${passwordMinLength} characters`;
      else if (password.length > passwordMaxLength) errors.password = `Use at most ${passwordMaxLength} characters`;
      return errors;
    },
    explain: (reason) =>
      reason === "taken"
        ? { summary: "", errors: { email: <TakenEmail signInHref={signInHref} /> } }
        : { summary: "The account could not be made. Check what you typed and try again.", errors: {} },
  });
  return (
    <AuthCard
      title="Make an account"
      action="Sign up"
      busyAction="Signing up…"
      state={state}
      footer={
        <>
          Have an account?{" "}
          <a href={signInHref} className="link">
            Sign in
          </a>
        </>
      }
    >
      <Field label="Name" name="name" autoComplete="name" error={state.errors.name} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        error={state.errors.email}
      />
      <PasswordField
        autoComplete="new-password"
        error={state.errors.password}
        hint={`At least ${passwordMinLength} characters`}
      />
    </AuthCard>
  );
}

function TakenEmail({ signInHref }: { signInHref: string }) {
  return (
    <>
      This e-mail has an account already.{" "}
      <a href={signInHref} className="link">
        Sign in instead
      </a>
    </>
  );
}
