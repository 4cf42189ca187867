Live suppliers are asked and ordered from by SOAP as well as by JSON.
