import { readdirSync } from "node:fs";

// Vercel's builder copies every `.env` and `.env.*` of the folder into every function: what a clone has not, must not be
// there when somebody builds on a machine of his own.
const own = readdirSync(".").filter((name) => /^\.env(?:\.|$)/.test(name) && name !== ".env.example");
if (own.length > 0) {
  console.error(
    `${own.join(", ")} would be copied into the functions. Set the variables in the project, and move it away.`,
  );
  process.exit(1);
}
