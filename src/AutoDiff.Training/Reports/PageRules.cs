namespace AutoDiff.Training;

/// <summary>How a report looks.</summary>
internal static class PageRules
{
    public const string Text =
        """
        :root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--text:#1c2127;--quiet:#5b6571;--line:#e1e5ea}
        @media (prefers-color-scheme:dark){:root{--page:#0f1216;--card:#171a1f;--text:#e8ebef;--quiet:#9da7b3;--line:#2b3139}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text)}
        body{font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;-webkit-text-size-adjust:100%}
        main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
        header{margin-bottom:28px}
        h1{margin:0;font-size:28px;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
        header p{margin:4px 0 0;color:var(--quiet);overflow-wrap:anywhere}
        section{margin:28px 0 0}
        section:not(:has(h2)){margin-top:12px}
        h2{margin:0 0 10px;font-size:18px;line-height:1.35}
        section>p{max-width:70ch;margin:0 0 10px;overflow-wrap:anywhere}
        dl,dd,figure{margin:0}
        dt{color:var(--quiet)}
        dd{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,140px),1fr));gap:12px}
        .figures div,.charts figure,.settings,.scroll,.gallery{background:var(--card);border:1px solid var(--line);border-radius:10px}
        .figures div{padding:12px 16px}
        .figures dt{font-size:14px}
        .figures dd{font-size:26px;line-height:1.3;font-weight:600;overflow-wrap:normal}
        .settings{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:0 28px;padding:8px 16px;font-size:15px}
        .settings div{display:flex;justify-content:space-between;gap:16px;padding:5px 0}
        .settings dd{text-align:right}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:12px}
        .charts figure{padding:14px 16px}
        .charts>*{min-width:0}
        .charts .wide{grid-column:1/-1}
        .charts table{font-size:14px}
        .charts svg{display:block;width:100%;height:auto;margin:0 auto}
        .scroll{overflow-x:auto;padding:6px 0}
        table{border-collapse:collapse;width:100%;font-size:15px;font-variant-numeric:tabular-nums}
        th,td{padding:5px 14px;text-align:left;white-space:nowrap}
        th{color:var(--quiet);font-weight:500}
        tr+tr td{border-top:1px solid var(--line)}
        .number{text-align:right}
        .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(84px,1fr));gap:16px 8px;padding:16px}
        .gallery figure{text-align:center;font-size:14px;line-height:1.35;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .gallery img{display:block;width:64px;height:64px;object-fit:contain;margin:0 auto 5px;border-radius:5px;image-rendering:pixelated;background:#000}
        .gallery small{display:block;color:var(--quiet);font-size:13px}
        @media (max-width:520px){
        main{padding:20px 12px 40px}h1{font-size:24px}.figures dd{font-size:21px}.charts figure{padding:10px 8px}th,td{padding:5px 6px}.charts table{font-size:13px}
        }
        @media print{body{background:none}.charts figure,.gallery figure{break-inside:avoid}}

        """;
}
