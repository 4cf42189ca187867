Messages to customers go out once, in their language and by the channel they prefer, not in the quiet hours; a failed one is never counted as sent and becomes a task.
