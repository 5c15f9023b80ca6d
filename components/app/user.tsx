"use client";

import { createContext, useContext } from "react";
import type { User } from "./device-user";

const UserContext = createContext<User | undefined>(undefined);
export const UserProvider = UserContext.Provider;

/** Who is signed in. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (!user) throw new Error("there is no UserProvider above");
  return user;
}
