import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { password as goodPassword, newAddress, post } from "../accounts";
import { codeOf, fieldErrorsOf } from "../api";
import { execute } from "../database";

type Fields = { name?: string; email?: string; password: string };

const tryToSignUp = ({ name = "Ada Lovelace", email = `${randomUUID()}@example.com`, password }: Fields) =>
  post("/sign-up/email", { name, email, password });

const email = "grace.hopper+todo@navy.example";

it.each<[flaw: string, fields: Fields[]]>([
  [
    "blank",
    [
      "        ",
      "\t\t\t\t\t\t\t\t",
      "\u00a0\u2003 \u3000 \u200b\u00ad \u2060",
      "\u3164\u2800\u115f \ufe0f\u034f\u{e0001}\uffa0",
      "\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
    ].map((password) => ({ password })),
  ],
  [
    "repetitive",
    ["aaaaaaaa", "AaAaAaAa", "ababababa", "abcabcabc", "12121212", "äöäöäöäö", "🐢🐢🐢🐢🐢🐢🐢🐢", "1234512345123"].map(
      (password) => ({ password }),
    ),
  ],
  [
    "too_common",
    [
      "password",
      "PassWord",
      "12345678",
      "qwertyuiop",
      "1q2w3e4r",
      "iloveyou",
      " password ",
      "\u3164\u2800password\u115f",
      "passwordpassword",
      "ｐａｓｓｗｏｒｄ",
    ].map((password) => ({ password })),
  ],
  [
    "contains_name",
    ["lovelace", "ada lovelace", "AdaLovelace!", "my LOVELACE 99", "l.o.v.e.l.a.c.e", "x-adalovelace-x"].map(
      (password) => ({
        password,
      }),
    ),
  ],
  [
    "contains_email",
    [email, email.toUpperCase(), "gracehopper", "99 Hopper 99", "grace-is-good", `x${email}x`].map((password) => ({
      email,
      password,
    })),
  ],
  [
    "contains_email",
    [
      { email: "bo@x.org", password: "bo@x.org" },
      { email: "bo@x.org", password: "my box.org!" },
    ],
  ],
])("422 at its field: a new password that is %s", async (flaw, tries) => {
  for (const fields of tries) {
    const answer = await tryToSignUp(fields);
    expect([fields.password, answer.status, codeOf(answer), fieldErrorsOf(answer)]).toEqual([
      fields.password,
      422,
      "validation_failed",
      [["/password", flaw]],
    ]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

it("what is only alike is taken", async () => {
  const tries: Fields[] = [
    { password: goodPassword },
    { password: "tangerine42tangerine42" },
    { password: "12345678 12345679" },
    { name: "Ann", password: "planning ahead" },
    { name: "O'Neil de la Cruz", email: "o@example.com", password: "example of delight" },
    { password: "        x7        " },
  ];
  for (const fields of tries) {
    const { status, text } = await tryToSignUp(fields);
    expect([fields.password, status, status === 200 ? "" : text]).toEqual([fields.password, 200, ""]);
  }
});

it("one that is too short is told that, before anything else", async () => {
  const answer = await tryToSignUp({ password: "aaaa" });
  expect([answer.status, codeOf(answer)]).toEqual([400, "PASSWORD_TOO_SHORT"]);
});

it("who has such a password from before signs in with it", async () => {
  const email = `${randomUUID()}@example.com`;
  await post("/sign-up/email", { name: "Ada", email, password: goodPassword });
  await execute(sql`update account set password = ${await hashPassword("password")}
    where user_id = (select id from "user" where email = ${email})`);
  const headers = { "x-tend-client-address": newAddress() };
  expect((await post("/sign-in/email", { email, password: "password" }, { headers })).status).toBe(200);
});
