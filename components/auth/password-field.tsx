"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Field } from "./field";

type PasswordFieldProps = { autoComplete: "current-password" | "new-password"; error?: ReactNode; hint?: string };

/** A password that can be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      label="Password"
      name="password"
      type={isShown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      {...props}
    >
      <IconButton
        icon={isShown ? EyeOff : Eye}
        label={isShown ? "Hide password" : "Show password"}
        aria-controls="password"
        onClick={() => setIsShown(!isShown)}
        className="absolute end-0.5 top-1/2 -translate-y-1/2 pointer-coarse:end-0"
      />
    </Field>
  );
}
