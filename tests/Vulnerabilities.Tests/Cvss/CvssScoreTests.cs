using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Cvss;

namespace Attestry.Vulnerabilities.Tests.Cvss;

public sealed class CvssScoreTests
{
    // Scores published with the specifications' examples and by NVD.
    [Theory]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C", "2.0", 7.8, Severity.High)]
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C", "2.0", 10.0, Severity.High)]
    [InlineData("AV:L/AC:H/Au:N/C:C/I:C/A:C", "2.0", 6.2, Severity.Medium)]
    [InlineData("AV:N/AC:M/Au:N/C:N/I:P/A:N/E:F/RL:OF/RC:C", "2.0", 4.3, Severity.Medium)]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:N", "2.0", 0.0, Severity.Info)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.0", 9.8, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.1", 9.8, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "3.1", 10.0, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "3.1", 6.1, Severity.Medium)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", "3.1", 6.4, Severity.Medium)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "3.1", 7.8, Severity.High)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", "3.1", 3.1, Severity.Low)]
    [InlineData("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.1", 6.8, Severity.Medium)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N/E:P", "3.1", 0.0, Severity.Info)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", "4.0", 10.0, Severity.Critical)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 9.3, Severity.Critical)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", "4.0", 8.7, Severity.High)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 8.5, Severity.High)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 7.3, Severity.High)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 7.7, Severity.High)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", "4.0", 8.3, Severity.High)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", "4.0", 4.6, Severity.Medium)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", "4.0", 5.1, Severity.Medium)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N", "4.0", 6.9, Severity.Medium)]
    [InlineData("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", "4.0", 0.0, Severity.Info)]
    public void Scores_as_the_specification_does(string vector, string version, double score, Severity severity)
    {
        var result = CvssScore.Of(vector).ShouldNotBeNull();
        result.Version.ShouldBe(version);
        result.Score.ShouldBe((decimal)score);
        result.Severity.ShouldBe(severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HIGH")]
    [InlineData("CVSS:3.1/")]
    [InlineData("CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/Q:1")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H")]
    public void What_is_no_vector_has_no_score(string vector) => CvssScore.Of(vector).ShouldBeNull();

    [Fact]
    public void An_endless_vector_has_no_score() => CvssScore.Of($"CVSS:3.1/{string.Concat(Enumerable.Repeat("AV:N/", 100_000))}").ShouldBeNull();

    [Fact]
    public void Every_vector_of_version_4_has_a_score_and_no_metric_that_gets_worse_lowers_it()
    {
        string[] names = ["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"];
        string[] fromWorst = ["NALP", "LH", "NP", "NLH", "NPA", "HLN", "HLN", "HLN", "HLN", "HLN", "HLN"];
        var random = new Random(4);
        for (var round = 0; round < 2000; round++)
        {
            var at = fromWorst.Select(levels => random.Next(levels.Length)).ToArray();
            var score = Score(at);
            score.ShouldBeInRange(0, 10);
            for (var metric = 0; metric < at.Length; metric++)
            {
                if (at[metric] == 0)
                    continue;
                var worse = (int[])at.Clone();
                worse[metric]--;
                Score(worse).ShouldBeGreaterThanOrEqualTo(score);
            }
        }

        decimal Score(int[] at) =>
            CvssScore.Of("CVSS:4.0/" + string.Join('/', names.Select((name, i) => $"{name}:{fromWorst[i][at[i]]}"))).ShouldNotBeNull().Score;
    }
}
