"use client";

import { BookOpen, Keyboard, LogOut, type LucideIcon, Settings } from "lucide-react";
import { memo, type ReactNode, useId, useRef } from "react";
import { PlaceLink } from "@/components/app/place";
import { useUser } from "@/components/app/user";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { Avatar } from "./avatar";

const row =
  "flex min-h-8.5 w-full items-center gap-2.5 rounded-md px-2.5 text-start text-small hover:bg-hover pointer-coarse:min-h-11";

/** Who is signed in, and what is about them. The browser's own popover: it closes by Esc and by a click elsewhere. */
export const AccountMenu = memo(function AccountMenu() {
  const { name, email } = useUser();
  const workspace = useWorkspace();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const close = () => menu.current?.hidePopover();
  const open = (name: "keys" | "sign-out") => {
    close();
    workspace.set({ overlay: { name } });
  };
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Account of ${name}`}
        className="flex min-h-9 min-w-0 grow items-center gap-2.5 rounded-lg px-2 text-start text-small hover:bg-hover pointer-coarse:min-h-11"
      >
        <Avatar name={name} />
        <span dir="auto" className="truncate">
          {name}
        </span>
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="fixed inset-auto start-2.5 bottom-14 m-0 w-57 rounded-xl border border-line bg-card p-1 text-ink shadow-card"
      >
        <div className="mb-1 border-b border-line px-2.5 pt-1.5 pb-2 text-small">
          <p dir="auto" className="font-medium">
            {name}
          </p>
          <p className="text-meta text-ink-2">{email}</p>
        </div>
        <PlaceLink href="/settings" onClick={close} className={row}>
          <Line icon={Settings}>Settings</Line>
        </PlaceLink>
        <button type="button" onClick={() => open("keys")} className={row}>
          <Line icon={Keyboard}>Keyboard shortcuts</Line>
        </button>
        <a href="/docs" className={row}>
          <Line icon={BookOpen}>API reference</Line>
        </a>
        <button type="button" onClick={() => open("sign-out")} className={row}>
          <Line icon={LogOut}>Sign out</Line>
        </button>
      </div>
    </>
  );
});

const Line = ({ icon, children }: { icon: LucideIcon; children: ReactNode }) => (
  <>
    <Icon of={icon} className="size-4 text-ink-2" />
    {children}
  </>
);
