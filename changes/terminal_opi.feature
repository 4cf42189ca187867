The box drives card terminals that speak OPI, with slips and displays on their second channel; where this protocol cannot be asked, a doubt stays for a manager, with the late slip named.
