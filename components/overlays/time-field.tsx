"use client";

import { Clock, X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";

type TimeFieldProps = {
  value: string;
  isChanged: boolean;
  onChange(value: string): void;
  onApply(): void;
};

/** The time of a due, in the way of writing that the browser's own field has. */
export function TimeField({ value, isChanged, onChange, onApply }: TimeFieldProps) {
  const id = useId();
  return (
    <form
      className="flex items-center gap-2 border-t border-line px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        onApply();
      }}
    >
      <label htmlFor={id} className="flex flex-1 items-center gap-2.5 text-small text-ink-2">
        <Icon of={Clock} />
        Time
      </label>
      {value && <IconButton icon={X} label="Clear time" onClick={() => onChange("")} />}
      <input
        id={id}
        type="time"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="field w-auto! text-small! pointer-coarse:text-base!"
      />
      {isChanged && (
        <Button type="submit" look="primary">
          Set
        </Button>
      )}
    </form>
  );
}
