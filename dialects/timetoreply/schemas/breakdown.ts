import { Type } from '@sinclair/typebox';
import { LogMessage } from './message.ts';
import { Paginator } from './paginator.ts';
import { Closed, Nullable } from './php.ts';
import { Thread } from './thread.ts';

const around = { show_column: Nullable(Type.String()), friendly_name: Type.String(), explainer: Type.String() };

/** The conversations or the messages behind a number. */
export const Breakdown = Type.Union([
  Closed({ data: Paginator(Thread), type: Type.Literal('threads'), ...around }),
  Closed({ data: Paginator(LogMessage), type: Type.Literal('messages'), ...around }),
]);
