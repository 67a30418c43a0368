namespace Attestry.Primitives.Limits;

/// <summary>How much one host may send, so that a hostile one fills neither memory nor disk.</summary>
public static class HostLimits
{
    /// <summary>Of a host's id: a DNS name has at most 253.</summary>
    public const int HostIdCharacters = 253;

    /// <summary>Of one fact that a host states, and of a container's id.</summary>
    public const int FactCharacters = 256;

    /// <summary>Of a path on a host: PATH_MAX.</summary>
    public const int PathCharacters = 4096;

    /// <summary>Of one enrolment: two public areas and eleven certificates of usual size, in base64.</summary>
    public const int EnrolmentBytes = 256 * 1024;

    /// <summary>Of a request that holds no evidence.</summary>
    public const int RequestBytes = 16 * 1024;

    /// <summary>Of the part of a measurement list in one evidence: some hundred thousand entries; a host has some thousand after a boot.</summary>
    public const int ImaBytes = 16 * 1024 * 1024;

    /// <summary>Of a measurement list that comes in parts: as long as one of <see cref="TpmLimits.ImaEntries"/> entries of usual size.</summary>
    public const long ImaListBytes = 1024L * 1024 * 1024;

    /// <summary>Of one evidence: measurement list and boot log in base64, and the rest.</summary>
    public const int EvidenceBytes = 48 * 1024 * 1024;

    /// <summary>Of all evidence of one host in an hour: the longest list in base64, and as much again.</summary>
    public const long HourBytes = 3L * 1024 * 1024 * 1024;

    /// <summary>Evidence of one host in an hour beyond twice what it is asked for: the parts of the longest list, and restarts of the agent.</summary>
    public const int HourEvidences = 240;

    /// <summary>Of a path or a name in a finding: people want to recognise it, and a hundred findings go into each record of a history.</summary>
    public const int LocationCharacters = 512;

    /// <summary>Findings about pages in memory that are kept of one evidence.</summary>
    public const int PageFindings = 50;

    /// <summary>Containers on one host: Kubernetes advises 110 pods a node, and none starts more than some hundred.</summary>
    public const int Images = 1000;

    /// <summary>Executables whose pages one evidence tells.</summary>
    public const int Executables = 10_000;

    /// <summary>Segments of one executable: as of executables in images.</summary>
    public const int Segments = 64;

    /// <summary>PCR values in one evidence: 24 of each of four banks.</summary>
    public const int PcrValues = 96;

    /// <summary>Challenges of one host that are open at a time; it needs one.</summary>
    public const int OpenChallenges = 4;

    /// <summary>Measured files of one host that are remembered for joining; what is beyond is counted. A host of a year has some thousand different ones.</summary>
    public const int Files = 100_000;

    /// <summary>Characters of their digests and paths together: paths of a hundred and fifty characters, and as many again.</summary>
    public const int FileCharacters = 32 * 1024 * 1024;
}
