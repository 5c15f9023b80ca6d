import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "postgresql", schema: "./db/schema/{auth,tasks}.ts", out: "./drizzle" });
