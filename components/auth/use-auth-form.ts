import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { keepDeviceUser, readDeviceUser } from "@/components/app/device-user";
import { keepReader, readBrowser } from "@/components/shell/reader-cookies";
import type { AuthResult } from "@/lib/auth/client";

type FieldName = "name" | "email" | "password";
export type FieldErrors = Partial<Record<FieldName, ReactNode>>;

type Failure = Exclude<AuthResult, { ok: true }>;
type Fields = Record<FieldName, string>;

type Options = {
  /** What follows once it is done. The form stays busy until it is gone. */
  onDone(fields: Fields): void;
  check(fields: Fields): FieldErrors;
  send(fields: Fields): Promise<AuthResult>;
  /** What this form says about `refused` and `taken`. */
  explain(reason: "refused" | "taken"): { summary: string; errors: FieldErrors };
};

const inOrder: FieldName[] = ["name", "email", "password"];

/** The states of a form that signs someone in or up: checking, sending, refused, throttled, unreachable, done. */
export function useAuthForm({ onDone, check, send, explain }: Options) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [summary, setSummary] = useState("");
  const [isSending, setIsSending] = useState(false);
  const [secondsLeft, setSecondsLeft] = useCountdown();

  function show(form: HTMLFormElement, summary: string, errors: FieldErrors) {
    flushSync(() => {
      setSummary(summary);
      setErrors(errors);
    });
    const first = inOrder.find((name) => errors[name]);
    const field = first && form.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (isSending || secondsLeft > 0) return;
    const fields = readFields(form);
    const wrong = check(fields);
    if (inOrder.some((name) => wrong[name])) return show(form, "", wrong);
    setIsSending(true);
    show(form, "", {});
    const result = await send(fields);
    if (result.ok) {
      forgetOthers(fields.email);
      keepReader(readBrowser());
      onDone(fields);
      return;
    }
    setIsSending(false);
    if (result.reason === "throttled") setSecondsLeft(result.retryAfter);
    const { summary, errors } = explainFailure(result, explain);
    show(form, summary, errors);
  }

  function forget(event: FormEvent<HTMLFormElement>) {
    const { target } = event;
    const name = target instanceof HTMLInputElement && inOrder.find((known) => known === target.name);
    if (name && errors[name]) setErrors({ ...errors, [name]: undefined });
  }

  return {
    errors,
    summary,
    isSending,
    secondsLeft,
    form: { onSubmit: submit, onInput: forget, method: "post", noValidate: true } as const,
  };
}

/** Whoever signs in here, the app must not start without a network as somebody else's. */
function forgetOthers(email: string): void {
  if (readDeviceUser()?.email.toLowerCase() !== email.toLowerCase()) keepDeviceUser(undefined);
}

function readFields(form: HTMLFormElement): Fields {
  const data = new FormData(form);
  const read = (name: FieldName) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  return { name: read("name").trim(), email: read("email").trim(), password: read("password") };
}

function explainFailure(failure: Failure, explain: Options["explain"]): { summary: string; errors: FieldErrors } {
  switch (failure.reason) {
    case "invalid":
      return { summary: "", errors: { [failure.field]: failure.message } };
    case "refused":
    case "taken":
      return explain(failure.reason);
    case "throttled":
      return { summary: "Too many tries. Wait a little, then try again.", errors: {} };
    case "origin":
      return { summary: `This address isn't set up: set APP_ORIGIN to ${location.origin}`, errors: {} };
    case "unavailable":
      return {
        summary: "The server can't do this right now. What you typed is still here; try again in a moment.",
        errors: {},
      };
    case "offline":
      return navigator.onLine
        ? { summary: "The server can't be reached. What you typed is still here; try again in a moment.", errors: {} }
        : { summary: "You're offline. What you typed is still here; try again once you're connected.", errors: {} };
  }
}

/** Seconds until zero, counted down by the clock, so that a sleeping tab does not lose count. */
function useCountdown(): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  const start = (seconds: number) => {
    setNow(Date.now());
    setUntil(Date.now() + seconds * 1000);
  };
  return [Math.max(0, Math.ceil((until - now) / 1000)), start];
}
