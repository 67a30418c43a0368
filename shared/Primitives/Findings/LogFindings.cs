namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with a signature's entries in transparency logs.</summary>
public static class LogFindings
{
    /// <summary>Fewer trusted logs hold the signature than are demanded.</summary>
    public const string EntryMissing = "log.entry-missing";

    /// <summary>The entry cannot be read, or its parts contradict each other.</summary>
    public const string EntryMalformed = "log.entry-malformed";

    /// <summary>The entry is about another signature, content or signer.</summary>
    public const string EntryMismatch = "log.entry-mismatch";

    /// <summary>A kind or version of entry that is not known.</summary>
    public const string EntryUnsupported = "log.entry-unsupported";

    /// <summary>The entry names a log that is not trusted, or was not at that time.</summary>
    public const string Untrusted = "log.untrusted";

    /// <summary>The entry lacks the proof that its version of bundle must carry.</summary>
    public const string ProofMissing = "log.proof-missing";

    /// <summary>The entry is not in the tree that the proof speaks of.</summary>
    public const string ProofInvalid = "log.proof-invalid";

    /// <summary>The checkpoint is not one of the log's, or is over another tree.</summary>
    public const string CheckpointInvalid = "log.checkpoint-invalid";

    /// <summary>Fewer trusted witnesses cosigned the checkpoint than are demanded.</summary>
    public const string WitnessMissing = "log.witness-missing";

    /// <summary>The log did not promise to include the entry (signed entry timestamp).</summary>
    public const string PromiseInvalid = "log.promise-invalid";

    /// <summary>The log says that it took the entry at a time that has not come.</summary>
    public const string TimeInFuture = "log.time-in-future";
}
