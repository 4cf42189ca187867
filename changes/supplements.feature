Work added to a job after the approval waits on a further order with its own answer; a declined supplement leaves the job as it was approved, and the work order tells what changed since the approval.
