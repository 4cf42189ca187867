/** What the server wrote into the page: who, which language, which limits. */
export const page = odoo.garageMechanic || { user_id: 0, name: "", words: {} };
