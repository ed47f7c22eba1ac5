from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText
def read(t): return annotate(structure(SourceText("a.txt",t,f"{hash(t)&(1<<256)-1:064x}")))
for t in ["山东省消防条例实施办法\n第一条 为了实施《山东省消防条例》（以下简称《条例》），制定本办法。\n第二条 违反《条例》第八条至第十一条的，依照条例第二十条处罚。\n",
"山东省实施《中华人民共和国消防法》办法\n第一条 为了实施《中华人民共和国消防法》，制定本办法。\n第二条 违反《消防法》第八条、第十条的，依照消防法第二十条处罚。\n第三条 《条例》第九条所称单位，是指机关。\n",
"关于印发意见的通知\n各县人民政府：\n　　根据《办法》（鲁政发〔2012〕16号）第三条，提出如下意见。\n一、条例第三条规定的资金，由财政安排。\n二、根据鲁政发〔2012〕16号文件第四条，执行。\n",
"山东省消防条例实施办法\n第一条 为了实施《山东省消防条例》，制定本办法。\n第二条 违反《条例》第八条至第十一条的，依照条例第二十条处罚。\n第三条 《消防条例》第五条所称单位，是指机关。"]:
    a=read(t); print(a.document.metadata.title)
    for c in a.citations: print('  ',c.path,c.text,c.title,c.number,c.article,c.articles,c.internal,c.status.value)
