import { ArrowLeft, Copy, Link, RotateCcw, Trash2, X } from "lucide-react";
import { copyText } from "@/components/app/copy-text";
import { PlaceLink } from "@/components/app/place";
import { useTaskCommands } from "@/components/app/task-commands";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { Task } from "@/lib/contract/task";

type DetailsHeadProps = { task: Task; isGone: boolean; isPage: boolean; onClose: () => void };

/** Where the task lives, and what can be done with it as a whole. */
export function DetailsHead({ task, isGone, isPage, onClose }: DetailsHeadProps) {
  const commands = useTaskCommands();
  const [home, path] = task.deletedAt === null ? ["Inbox", "/inbox"] : ["Trash", "/trash"];
  async function copyLink() {
    const link = `${location.origin}/tasks/${task.id}`;
    commands.tell((await copyText(link)) ? "Link copied" : `The link is ${link}`);
  }
  function trash() {
    commands.trash([task.id]);
    if (!isPage) onClose();
  }
  return (
    <div className="flex min-h-9 items-center gap-1 pointer-coarse:min-h-11">
      {!isPage && (
        <IconButton icon={ArrowLeft} label="Back" onClick={onClose} className="-ms-2 sm:hidden rtl:rotate-180" />
      )}
      {isPage ? (
        <PlaceLink
          href={path}
          className="inline-flex min-h-8 items-center gap-1.5 rounded-md text-small text-ink-2 hover:text-ink pointer-coarse:min-h-11"
        >
          <Icon of={ArrowLeft} className="size-4 rtl:rotate-180" />
          {home}
        </PlaceLink>
      ) : (
        <span className="text-small text-ink-2">{home}</span>
      )}
      <div className="ms-auto -me-1.5 flex items-center gap-1">
        {!isGone && <IconButton icon={Link} label="Copy link" onClick={copyLink} />}
        {!isGone && task.deletedAt === null && (
          <>
            <IconButton icon={Copy} label="Duplicate" onClick={() => commands.duplicate([task.id])} />
            <IconButton icon={Trash2} label="Move to trash" onClick={trash} />
          </>
        )}
        {!isGone && task.deletedAt !== null && (
          <>
            <IconButton icon={RotateCcw} label="Restore" onClick={() => commands.restore([task.id])} />
            <IconButton
              icon={Trash2}
              label="Delete for good"
              className="text-high"
              onClick={() => commands.destroy([task.id])}
            />
          </>
        )}
        {!isPage && (
          <IconButton icon={X} label="Close" aria-keyshortcuts="Escape" onClick={onClose} className="max-sm:hidden" />
        )}
      </div>
    </div>
  );
}
