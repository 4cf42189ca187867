A first placing on the plan says where it went and can be put back, with the jobs it gave away.
