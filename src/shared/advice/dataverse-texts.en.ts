import type { Meaning } from './advice-words.ts'

/** What each Dataverse code means to an integration admin. Source of the meanings: Microsoft Learn, "Web service error codes". */
export const DATAVERSE_TEXTS_EN = {
  '0x80040217': [
    'The record does not exist in D365, or not any more.',
    'Nothing to mend for a lead that was deleted: push it again to create it.',
  ],
  '0x80060891': [
    'No record has this alternate key value.',
    'Wait a minute if the key is new (its index is still being built), then try again.',
  ],
  '0x80048d02': [
    'The address asked for does not exist in the Web API.',
    'Check the API version of the tenant (v9.2) and that the table exists in this environment.',
  ],
  '0x80060890': [
    'The columns used as a key are not an active alternate key.',
    'Define the key on the table, or wait until its index is active.',
  ],
  '0x80060888': [
    'The request names a column, table or verb that this environment does not know.',
    'Compare the mapping profile with the columns of the environment; choose the profile "standard" or create the missing columns.',
  ],
  '0x8006088a': [
    'The Web API refused the request without a closer reason.',
    'Open the exchange in the evidence and read the message of the server.',
  ],
  '0x80048d19': [
    'The body holds a column that this environment does not know, or a value of the wrong type.',
    'Compare the mapping profile with the columns of the environment; choose the profile "standard" or create the missing columns.',
  ],
  '0x80040203': [
    'A value in the request is not acceptable.',
    'Read the message of the server for the value and correct the lead.',
  ],
  '0x80044331': [
    'A text is longer than its column allows.',
    'Shorten the value in the source, or raise the maximum length of the column.',
  ],
  '0x8004432f': [
    'A whole number lies outside the range of its column.',
    'Correct the number in the source, or widen the range of the column.',
  ],
  '0x80044330': [
    'A decimal number lies outside the range of its column.',
    'Correct the number in the source, or widen the range of the column.',
  ],
  '0x8004431a': [
    'A choice value does not exist in this environment.',
    'Add the choice in D365, or correct the mapping of this column.',
  ],
  '0x80048408': ['State and status of the record do not go together.', 'Choose a status that belongs to the state.'],
  '0x80040278': [
    'A value holds control characters that D365 does not store.',
    'Remove the invisible characters from the value in the source.',
  ],
  '0x80040200': ['A required column has no value.', 'Give the lead a value for the column that the server names.'],
  '0x8004022e': [
    'The record is read-only, as qualified and disqualified leads are.',
    'Reactivate the lead in D365 first, or leave it as it is.',
  ],
  '0x80041103': [
    'A query names a column that the table does not have.',
    'Compare the mapping profile with the columns of the environment.',
  ],
  '0x80041102': [
    'A query names a table that does not exist.',
    'Check that Dynamics 365 Sales is installed in this environment: the lead table comes with it.',
  ],
  '0x80060883': [
    'A row version was expected and is missing.',
    'Report this with the request ids: it is a fault of the console.',
  ],
  '0x8006088d': [
    'The table does not allow optimistic concurrency.',
    'Report this with the request ids: the lead table normally allows it.',
  ],
  '0x80040800': [
    'The table does not support this kind of request.',
    'Push leads one by one instead of by the bulk message.',
  ],
  '0x80040d40': [
    'The access mode of an application user cannot be changed.',
    'Leave the access mode of the application user as it is.',
  ],
  '0x80047013': [
    'A column of this name exists already.',
    'Nothing to do: use the column that is there, if its type is right.',
  ],
  '0x80060893': [
    'A key of this name exists already.',
    'Nothing to do: use the key that is there, if its columns are right.',
  ],
  '0x80060894': ['A key over the same columns exists already.', 'Nothing to do: use the key that is there.'],
  '0x80040237': [
    'A record with this id or key exists already.',
    'Nothing was created twice: the console reads the record and decides whether it is the same lead.',
  ],
  '0x80060892': [
    'A record with the same alternate key exists already.',
    'Look at the record in D365 and adopt it if it is the same company.',
  ],
  '0x80040333': [
    'A duplicate detection rule of the environment found a similar record.',
    'Look at the records the rule found, then adopt one or change the rule.',
  ],
  '0x80073002': [
    'A unique index of the database refused the row.',
    'Look for a record of the same company in D365 before pushing again.',
  ],
  '0x80060882': ['Somebody changed the record in the meantime.', 'Read the record again and repeat the change.'],
  '0x80040220': [
    'The application user lacks a privilege.',
    'Give its security role the privilege named in the message, at least at user depth (Lead Read at organisation depth): Power Platform admin centre, the environment, Settings, Users + permissions, Security roles. A System Administrator of the environment may do it.',
  ],
  '0x80048306': [
    'The role allows this kind of action, but not on this record.',
    'Raise the depth of the privilege, or share the record with the application user.',
  ],
  '0x80048405': ['Access was denied.', 'Check the security roles of the application user.'],
  '0x8004020d': [
    'The access rights are not enough for this record.',
    'Check the security roles of the application user and their depth.',
  ],
  '0x80042f09': [
    'The application user has no security role.',
    'Assign the role "Hunter Integration" to it: Power Platform admin centre, Settings, Users + permissions, Application users. A System Administrator of the environment may do it.',
  ],
  '0x80072560': [
    'The sign-in is fine, but this environment has no application user for the client id.',
    'Create it: Power Platform admin centre, Settings, Users + permissions, Application users, New app user. A System Administrator of the environment may do it.',
  ],
  '0x80040225': [
    'The application user is disabled or has no business unit.',
    'Activate it: Power Platform admin centre, Settings, Users + permissions, Application users. A System Administrator of the environment may do it.',
  ],
  '0x8004a110': [
    'The application user may not act on behalf of another user.',
    'Take the impersonated user out of the request, or assign the Delegate role.',
  ],
  '0x8004f502': [
    'Column security keeps the application user from setting a secured column on create.',
    'Add the application user to a column security profile that allows create.',
  ],
  '0x8004f504': [
    'Column security keeps the application user from reading a secured column.',
    'Add the application user to a column security profile that allows read.',
  ],
  '0x8004f507': [
    'Column security keeps the application user from changing a secured column.',
    'Add the application user to a column security profile that allows update.',
  ],
  '0x8004a113': [
    'The environment is in administration mode.',
    'Wait until it is switched off, or ask the Power Platform admin to do so.',
  ],
  '0x8004d24b': [
    'The user has no licence for this environment.',
    'Use an application user, which needs none, or assign a licence.',
  ],
  '0x80044302': [
    'The request carried no accepted sign-in.',
    'Run Test on the tenant; check client id, Entra tenant id and base URL.',
  ],
  '0x80041d50': [
    'The token was not accepted.',
    'Check that Entra tenant and base URL belong together, then run Test on the tenant.',
  ],
  '0x80041d52': ['The token had expired.', 'Check the clock of this computer and try again.'],
  '0x8005f101': ['The token had expired.', 'Check the clock of this computer and try again.'],
  '0x80072322': [
    'Too many requests within five minutes.',
    'While a push is under way the console goes on by itself after the pause; one that has ended can be started again.',
  ],
  '0x80072321': [
    'The requests of the last five minutes took too much execution time.',
    'Wait; if it happens often, lower the number of simultaneous pushes or look for slow plug-ins on lead.',
  ],
  '0x80072326': [
    'Too many requests at the same moment.',
    'Wait; the console lowers its number of simultaneous requests by itself.',
  ],
  '0x8005f103': ['The server is throttling.', 'Wait: the console goes on by itself after a pause.'],
  '0x80040265': [
    'A plug-in or workflow of the environment refused the record.',
    'Read the message: it was written by whoever made the plug-in, and that person can explain it.',
  ],
  '0x8004a104': ['The environment is switched off.', 'Ask the Power Platform admin to enable it.'],
  '0x80044150': [
    'The database of the environment failed, often because two requests locked each other.',
    'Try again; the console does so by itself.',
  ],
  '0x80044151': [
    'The database of the environment took too long.',
    'Try again later, with smaller batches if it was a bulk push.',
  ],
  '0x80044339': ['The record or table was locked by somebody else.', 'Try again; the console does so by itself.'],
  '0x8004ed47': [
    'A customisation was being published and held a lock.',
    'Try again when the import or publish is over.',
  ],
  '0x80040216': [
    'The server failed without a closer reason, which also happens just after a change of columns.',
    'Try again in half a minute; if it stays, give the request ids to Microsoft support.',
  ],
  '0x80040224': [
    'A plug-in of the environment failed.',
    'Try again; if it stays, show the message to whoever made the plug-in.',
  ],
  '0x80081111': [
    'A plug-in of the environment took longer than two minutes.',
    'Show this to whoever made the plug-in; then try again.',
  ],
  '0x8004418d': ['The environment had no worker free for a plug-in.', 'Try again; the console does so by itself.'],
  '0x80071151': ['A solution is being imported or published.', 'Try again when that is over.'],
} as const satisfies Readonly<Record<string, Meaning>>

export type KnownDataverseCode = keyof typeof DATAVERSE_TEXTS_EN
