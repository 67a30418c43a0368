namespace Attestry.Vulnerabilities.Versions;

/// <summary>What a token of an apk version is. Where one version ends sooner, the kind that comes next here is the older one.</summary>
internal enum ApkTokenKind
{
    Initial,
    Digits,
    Letter,
    LetterDigits,
    Suffix,
    SuffixDigits,
    CommitHash,
    Revision,
    End,
    Invalid,
}
