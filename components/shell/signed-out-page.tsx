"use client";

import { useEffect } from "react";
import { buttonClass } from "@/components/ui/button";
import { MessagePage } from "./message-page";

/** What is left of the app once another tab has signed out: nothing of the person's. */
export function SignedOutPage() {
  useEffect(() => {
    document.title = "Signed out · Tend";
  }, []);
  return (
    <MessagePage
      title="You signed out in another tab"
      actions={
        <a href="/sign-in" className={buttonClass("primary")}>
          Sign in
        </a>
      }
    >
      <p>Nothing of yours is kept on this device any more.</p>
    </MessagePage>
  );
}
