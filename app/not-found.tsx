import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <MessagePage
      title="There is no page here"
      actions={
        <a href="/" className={buttonClass("primary")}>
          Go to the start
        </a>
      }
    >
      <p>The address may be mistyped, or the page may have moved.</p>
    </MessagePage>
  );
}
