import { whenReady } from "@odoo/owl";
import { mountComponent } from "@web/env";
import { user } from "@web/core/user";
import { MechanicApp } from "./mechanic_app";

whenReady(() =>
    mountComponent(MechanicApp, document.body, { props: { userId: user.userId } }),
);
