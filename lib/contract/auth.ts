import { z } from "zod";
import { emailMaxLength, nameMaxLength, passwordMaxLength } from "./limits";
import { boundedText, line } from "./scalars";

const email = boundedText(emailMaxLength);
// One more than may be: Better Auth has the word on what is too short and too long.
const password = boundedText(passwordMaxLength + 1);
const rememberMe = z.boolean().optional();

const signUpSchema = z.strictObject({ name: line(nameMaxLength), email, password, rememberMe });

const signInSchema = z.strictObject({ email, password, rememberMe });

export type SignUp = z.infer<typeof signUpSchema>;

/** What a call takes: a name where it signs up, an e-mail where it signs up or in. */
export type AuthBody =
  | SignUp
  | (z.infer<typeof signInSchema> & { name?: undefined })
  | { name?: undefined; email?: undefined };

/** What GET /token answers. */
export const tokenSchema = z.strictObject({ token: z.string() });

/** How Better Auth says no. */
export const authErrorSchema = z.object({ message: z.string(), code: z.string().optional() });

/** The calls of Better Auth that are open, by method and path below /api/auth, with what they take. All else is 404. */
export const authCalls: Record<string, { method: "GET" | "POST"; body?: z.ZodType<AuthBody> }> = {
  "/sign-up/email": { method: "POST", body: signUpSchema },
  "/sign-in/email": { method: "POST", body: signInSchema },
  "/sign-out": { method: "POST", body: z.strictObject({}) },
  "/get-session": { method: "GET" },
  "/token": { method: "GET" },
  "/jwks": { method: "GET" },
};
