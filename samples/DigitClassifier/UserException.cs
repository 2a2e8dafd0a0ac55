namespace DigitClassifier;

/// <summary>What the user can mend: the message is one line that says how.</summary>
internal class UserException(string message) : Exception(message);
