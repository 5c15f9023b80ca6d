import { signIn } from "@/lib/auth/client";
import { isEmail } from "./is-email";
import { type FieldErrors, useAuthForm } from "./use-auth-form";

const wrong = "E-mail or password is wrong";

/** The states of a form that signs someone in; `onDone` is told whom. */
export function useSignIn(onDone: (email: string) => void) {
  return useAuthForm({
    onDone: ({ email }) => onDone(email),
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
}
