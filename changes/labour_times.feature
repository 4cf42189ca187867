Labour times per vehicle: lists from files with preview and a report per line, several guides side by side, and a door for licensed guides.
The adviser finds a labour operation by words or code in the box of a job: one click puts it with the hours of the vehicle, book time stays beside what is sold; templates take the hours of the vehicle.
